import { rmSync } from 'node:fs';

import { uiFolder } from './jupyter';

export default function removeFolder(): void {
  rmSync(uiFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
