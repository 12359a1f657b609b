import { LabIcon } from '@jupyterlab/ui-components';

import experimentSvg from '../style/experiment.svg';

export const experimentIcon = new LabIcon({ name: 'provenote:experiment', svgstr: experimentSvg });
