import { describeModules } from '../../support/modules/module-lives';

describeModules(['s3-bucket', 'sqs', 'dynamodb-table']);
