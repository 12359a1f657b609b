import type { INotebookContent } from '@jupyterlab/nbformat';
import { expect, it } from 'vitest';

import { joined } from '../src/versions/lines';

it('texts that a file has line by line are whole, and JSON is left alone', () => {
  const json = { 'application/json': ['a', 'b'], 'application/vnd.plot+json': ['c', 'd'] };
  const notebook = {
    cells: [
      { cell_type: 'markdown', source: '', metadata: {}, attachments: { 'a.png': { 'image/png': ['iVBO\n', 'Rw0K'] } } },
      {
        cell_type: 'code',
        source: '',
        metadata: {},
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['one\n', 'two'] },
          { output_type: 'display_data', metadata: {}, data: { 'text/html': ['<b>\n', '</b>'], 'text/plain': 'bold', ...json } },
          { output_type: 'error', ename: 'E', evalue: '', traceback: ['first', 'second'] }
        ]
      },
      { cell_type: 'raw', source: '', metadata: {} }
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5
  } as unknown as INotebookContent;

  const [markdown, code, raw] = joined(notebook).cells;
  expect(markdown?.attachments).toEqual({ 'a.png': { 'image/png': 'iVBO\nRw0K' } });
  expect(code?.outputs).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'one\ntwo' },
    { output_type: 'display_data', metadata: {}, data: { 'text/html': '<b>\n</b>', 'text/plain': 'bold', ...json } },
    { output_type: 'error', ename: 'E', evalue: '', traceback: ['first', 'second'] }
  ]);
  expect(raw).toEqual(notebook.cells[2]);
});
