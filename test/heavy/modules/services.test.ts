import { describeModules } from '../../support/modules/module-lives';

describeModules(['ecs', 'iam-policy', 'iam-assumable-role']);
