"""Provenote's Python side: installs, starts and forwards to the Java parts. Tracking itself is Java."""


def _jupyter_server_extension_points():
    from provenote.extension import ProvenoteExtension

    return [{"module": "provenote", "app": ProvenoteExtension}]
