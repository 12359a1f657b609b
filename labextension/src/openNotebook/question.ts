/** What a kernel asks when a run starts or ends. `OpenNotebook` on the kernel's side. */

/** The id of the comm; it is never opened, so that other front ends pass over its messages. */
const COMM = 'provenote.notebook';

export interface Question {
  /** Names the question to our Jupyter server extension. */
  request: string;
  /** Of the notebook that is meant, relative to the Jupyter root. */
  path: string;
}

/** As far as it is read of Jupyter's messages. */
export interface Message {
  header: { msg_type: string };
  parent_header: { session?: string };
  content: object;
}

/**
 * The question in a message of a kernel; undefined where it is another message, or one for somebody else: only the browser tab that
 * had the cell executed has what ran.
 *
 * @param clientId of this tab's connection to the kernel
 */
export function questionIn(message: Message, clientId: string | undefined): Question | undefined {
  const { comm_id: comm, data } = message.content as { comm_id?: unknown; data?: Partial<Question> };
  const ours = message.header.msg_type === 'comm_msg' && comm === COMM && message.parent_header.session === clientId;
  return ours && typeof data?.request === 'string' && typeof data.path === 'string'
    ? { request: data.request, path: data.path }
    : undefined;
}
