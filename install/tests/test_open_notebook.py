"""A notebook's way from the browser that has it open to the kernel that asked for it, through a real Jupyter server."""

import hashlib
import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
import websocket

SECONDS = 4


@pytest.fixture
def kernel(jupyter):
    """The id of a kernel that a browser listens to."""
    with started_kernel(jupyter) as kernel_id:
        socket = websocket.create_connection(
            f"ws://127.0.0.1:{jupyter.port}{jupyter.BASE_URL}api/kernels/{kernel_id}/channels?token={jupyter.TOKEN}"
        )
        yield kernel_id
        socket.close()


class started_kernel:
    def __init__(self, jupyter):
        self.jupyter = jupyter

    def __enter__(self):
        self.id = self.jupyter.ask("api/kernels", "POST", {"name": "provenote-java"}).json["id"]
        return self.id

    def __exit__(self, *_):
        self.jupyter.ask(f"api/kernels/{self.id}", "DELETE")


@pytest.fixture
def secret():
    return secrets.token_hex(32)


def notebook(source="a = 1\nb = 2"):
    cell = nbformat.v4.new_code_cell(source, id="one", outputs=[nbformat.v4.new_output("stream", text="ä\nb")])
    return nbformat.v4.new_notebook(cells=[cell], metadata={"signature": "x"})


def put(jupyter, kernel_id, secret, content, **more):
    request = hashlib.sha256(secret.encode()).hexdigest()
    return jupyter.ask(f"provenote/kernels/{kernel_id}/open-notebook?request={request}", "PUT", content, **more)


def get(jupyter, kernel_id, secret, seconds=SECONDS, **more):
    path = f"provenote/kernels/{kernel_id}/open-notebook?seconds={seconds}"
    return jupyter.ask(path, headers={"X-Provenote-Request-Secret": secret}, **more)


@pytest.mark.parametrize("first", [put, get])
def test_whoever_comes_first_waits_for_the_other_and_the_kernel_gets_what_jupyter_would_save(jupyter, kernel, secret, first):
    jupyter.ask("api/contents/saved.ipynb", "PUT", {"type": "notebook", "content": notebook()})
    with ThreadPoolExecutor() as beside:
        if first is put:
            given = beside.submit(put, jupyter, kernel, secret, notebook())
            time.sleep(0.3)
            taken = get(jupyter, kernel, secret)
            assert given.result().status == 200
        else:
            waiting = beside.submit(get, jupyter, kernel, secret)
            time.sleep(0.3)
            assert put(jupyter, kernel, secret, notebook()).status == 200
            taken = waiting.result()
    assert taken.status == 200
    assert taken.text == (jupyter.root / "saved.ipynb").read_text("utf-8")


def test_a_notebook_is_given_once_and_only_for_the_secret_and_to_the_kernel_that_it_is_for(jupyter, kernel, secret):
    with ThreadPoolExecutor() as beside, started_kernel(jupyter) as other:
        waiting = beside.submit(get, jupyter, kernel, secret)
        assert get(jupyter, kernel, "another secret", seconds=0.1).status == 404
        assert get(jupyter, other, secret, seconds=0.1).status == 404
        assert put(jupyter, kernel, secret, notebook()).status == 200
        assert waiting.result().status == 200
        assert get(jupyter, kernel, secret, seconds=0.1).status == 404


def test_what_nobody_takes_is_not_kept(jupyter, kernel, secret):
    assert put(jupyter, kernel, secret, notebook()).status == 404
    assert get(jupyter, kernel, secret, seconds=0.1).status == 404


def test_where_no_browser_listens_the_kernel_is_told_at_once(jupyter, secret):
    with started_kernel(jupyter) as lonely, ThreadPoolExecutor() as beside:
        given = beside.submit(put, jupyter, lonely, secret, notebook())
        time.sleep(0.3)
        answer = get(jupyter, lonely, secret)
        assert answer.status == 404 and lonely in answer.json["message"]
        given.result()
    assert get(jupyter, "11111111-2222-3333-4444-555555555555", secret).status == 404


def test_only_who_is_logged_in_and_has_the_token_against_forgery_gives_or_takes(jupyter, kernel, secret):
    assert put(jupyter, kernel, secret, notebook(), token=False).status == 403
    assert get(jupyter, kernel, secret, token=False).status == 403
    login = jupyter.ask(f"api/status?token={jupyter.TOKEN}", token=False)
    cookie = {"Cookie": login.headers["Set-Cookie"].split(";")[0]}
    assert put(jupyter, kernel, secret, notebook(), token=False, headers=cookie).status == 403


def test_what_is_no_notebook_or_too_large_is_refused(jupyter, kernel, secret):
    for content in ({"cells": []}, [], "text", {"nbformat": 4, "cells": {}}, {"nbformat": 3, "worksheets": []}):
        assert put(jupyter, kernel, secret, content).status == 400, json.dumps(content)
    large = notebook("x" * (50 * 1024 * 1024))
    assert put(jupyter, kernel, secret, large).status == 413
