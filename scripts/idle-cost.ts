/** `npm run idle-cost`: what the synthesized stage costs while nothing happens, and what one provision run costs. */
import { join } from 'node:path';
import { costOfStage, renderStageCost } from './stage-cost';

console.log(renderStageCost(costOfStage(join(import.meta.dirname, '..', 'dist/cdk'))).join('\n'));
