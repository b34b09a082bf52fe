import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { renderBody } from '../../domain/notice/render';
import type { PublishNotice } from '../../operations/ports/notice';

/** The topic of a stage: mail gets the words, programs get the JSON of a generic webhook; subscriptions may filter by `type` and `team`. */
export function createSnsNotices(client: SNSClient, TopicArn: string): PublishNotice {
  return async ({ subject, text, notice }) => {
    const json = renderBody(notice, 'generic');
    const byProtocol = { default: text, http: json, https: json, sqs: json, lambda: json, firehose: json };
    const team = notice.environment?.team;
    await client.send(
      new PublishCommand({
        TopicArn,
        Subject: subject,
        Message: JSON.stringify(byProtocol),
        MessageStructure: 'json',
        MessageAttributes: {
          type: { DataType: 'String', StringValue: notice.type },
          ...(team != null && { team: { DataType: 'String', StringValue: team } }),
        },
      }),
    );
    return { ok: true, status: null, reason: 'published to the topic' };
  };
}
