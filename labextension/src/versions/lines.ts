/** A notebook's file has its texts line by line; Jupyter's models want them whole, or put commas between the lines. */

import type { IMimeBundle, INotebookContent, IOutput } from '@jupyterlab/nbformat';

type Bundles = Record<string, IMimeBundle | undefined>;

/** The notebook as Jupyter's contents API would give it. */
export function joined(content: INotebookContent): INotebookContent {
  const cells = content.cells.map(cell => {
    const { attachments, outputs } = cell as { attachments?: Bundles; outputs?: IOutput[] };
    return {
      ...cell,
      ...(attachments && { attachments: mapped(attachments, bundle => bundle && joinedBundle(bundle)) }),
      ...(outputs && { outputs: outputs.map(joinedOutput) })
    };
  });
  return { ...content, cells };
}

function joinedOutput(output: IOutput): IOutput {
  const { data, text } = output as { data?: IMimeBundle; text?: unknown };
  return { ...output, ...(data && { data: joinedBundle(data) }), ...(isLines(text) && { text: text.join('') }) };
}

/** What is JSON stays as it is, lists too. */
function joinedBundle(bundle: IMimeBundle): IMimeBundle {
  return mapped(bundle, (value, type) => (isLines(value) && !/^application\/(json|.*\+json)$/.test(type) ? value.join('') : value));
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(line => typeof line === 'string');
}

function mapped<T extends object>(of: T, change: (value: T[keyof T], key: string) => unknown): T {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value as T[keyof T], key)])) as T;
}
