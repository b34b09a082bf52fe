import { describeModules } from '../../support/modules/module-lives';

describeModules(['vpc', 'security-group', 'alb']);
