import { expect, it } from 'vitest';

import { questionIn } from '../src/openNotebook/question';

const DATA = { request: 'ab12', path: 'a.ipynb' };

it('the kernel’s question is understood by the tab that had the cell executed', () => {
  expect(questionIn(message({ comm_id: 'provenote.notebook', data: DATA }), 'tab')).toEqual(DATA);
});

it('other tabs, other comms and other messages are passed over', () => {
  expect(questionIn(message({ comm_id: 'provenote.notebook', data: DATA }), 'other tab')).toBeUndefined();
  expect(questionIn(message({ comm_id: 'widget', data: DATA }), 'tab')).toBeUndefined();
  expect(questionIn(message({ comm_id: 'provenote.notebook', data: {} }), 'tab')).toBeUndefined();
  expect(questionIn(message({ name: 'stdout', text: 'x' }, 'stream'), 'tab')).toBeUndefined();
});

function message(content: object, type = 'comm_msg') {
  return { header: { msg_type: type }, parent_header: { session: 'tab' }, content };
}
