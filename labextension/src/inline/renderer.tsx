/** Shows the output of `%mlflow runs`; without this extension the HTML table beside it is shown. */

import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { isInlineData } from './data';
import { InlineRuns } from './InlineRuns';

export const RUNS_MIME_TYPE = 'application/vnd.provenote.runs+json';

export class InlineRunsRenderer extends ReactWidget implements IRenderMime.IRenderer {
  constructor() {
    super();
    this.addClass('pn-RunsPanel');
    this.addClass('pn-mod-inline');
  }

  /** Called again when the kernel updates the display. */
  renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.data = model.data[RUNS_MIME_TYPE];
    this.update();
    return Promise.resolve();
  }

  protected override render(): React.JSX.Element | null {
    if (this.data === undefined) {
      return null;
    }
    return isInlineData(this.data) ? <InlineRuns {...this.data} /> : <p className="pn-Inline-empty">This is no list of runs.</p>;
  }

  private data: unknown;
}
