/** What is asked when a notebook with an experiment was deleted. */

import { runCount } from '../formatters';
import { areOfSeveral } from '../runs/users';
import type { NotebookRuns, Run } from '../wire';

/** Whether others, who log to the same server, may still have notebooks of theirs that this experiment belongs to too. */
export function mayBeOthersToo(runs: NotebookRuns, experimentId: string): boolean {
  return runs.on_server && areOfSeveral(ofExperiment(runs, experimentId));
}

function ofExperiment({ runs }: NotebookRuns, experimentId: string): Run[] {
  return runs.filter(({ info }) => info.experiment_id === experimentId);
}

/** Says what goes to the trash, and what stays: runs of the notebook that were logged to experiments of nobody's own. */
export function deletionQuestion(runs: NotebookRuns, name: string, experimentId: string): string {
  const runsOfOwn = ofExperiment(runs, experimentId);
  const own = runsOfOwn.length;
  const more = runs.next_page_token !== null;
  const stay = runs.runs.length - own;
  return (
    `The notebook is deleted. Its experiment "${name}" has ${runCount(own, more)}${areOfSeveral(runsOfOwn) ? ' of several users, whose notebooks may log to it too' : ''}. ` +
    (stay > 0 ? `${runCount(stay, more)} that the notebook logged to other experiments ${stay === 1 && !more ? 'stays' : 'stay'}, whatever you choose. ` : '') +
    'In the trash the experiment can be restored, and it comes back by itself if the notebook does.'
  );
}
