/** Names that more than one plugin, test or schema uses. */

export const CommandIds = {
  toggleRuns: 'provenote:toggle-runs'
} as const;

export const RUNS_PANEL_ID = 'provenote-runs';
