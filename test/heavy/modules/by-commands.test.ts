import { byCommands } from '../../support/modules/by-commands';
import { describeModules } from '../../support/modules/module-lives';

// From an empty folder to a template of a team, without an edit in this product.
describeModules(['vpc', 's3-bucket', 'alb'], byCommands);
