/** A way of saying things that a reader of plain English has to read twice. */
export interface UnclearWords {
  pattern: RegExp;
  /** What it says instead. */
  instead: string;
  /** Sentences that are refused, and one that looks alike and is plain. */
  refused: readonly [string, ...string[]];
  plain: string;
}

/** What no text that people read may hold, by kind. */
export const unclearWords: Record<string, UnclearWords> = {
  'a denied noun': {
    pattern:
      /(?<!\bthere |\bThere )\b(?:is|are|was|were|be|being)(?: (?:of|in|by|from))? (?:no|none)\b(?! (?:longer|more than|such)\b)/i,
    instead: 'is not a …; does not exist; none',
    refused: [
      "'7' is no duration",
      'the event is of no pull request',
      'must be no folder',
      'the default is none',
    ],
    plain: 'It is no longer there is no plan; there are no runs, no more than ten.',
  },
  'of none': {
    pattern: /\b(?:of|for|to|in) (?:none of|no (?:issuer|role|build|run|other|one's))\b|\bof (?:no|none)\b/i,
    instead: 'not … of any',
    refused: ['is the name of none of targets', 'a token of no pull request', 'is the ARN of no role'],
    plain: 'is not the name of a target',
  },
  'nothing that': {
    pattern: /\bnothing (?:that|of|but)\b|\bfor nothing\b/i,
    instead: 'not a …; only; free of charge',
    refused: ['is nothing that Terraform has', 'nothing but Git', 'after what AWS gives for nothing'],
    plain: 'Nothing was created. There is nothing to change.',
  },
  '-body': {
    pattern: /\b(?:no|some|any|every)body\b/i,
    instead: 'no one, someone, or who it is',
    refused: ['prices that nobody has verified', 'somebody else published', 'for everybody'],
    plain: 'If no one is working on it, someone else may.',
  },
  'belongs into': {
    pattern: /\bbelongs? into\b/i,
    instead: 'belongs in, goes to',
    refused: ['the row and its actions belong into src', 'it belongs into Git'],
    plain: 'It belongs to the account.',
  },
  'not known': {
    pattern:
      /\b(?:is|are|was|were) not (?:yet )?known\b|\bnot known (?:here|yet)\b|\bno [\w ]+ (?:is|are) known\b|\bknows? (?:no|it as|this as)\b|\b(?:do|does) not know\b/i,
    instead: 'unknown; known only after apply; there is no …',
    refused: [
      'colour is not known here',
      'its engine is not known yet',
      'CodeBuild does not know the build',
      'the log knows it as 7',
    ],
    plain: 'is an unknown input; its zones are known only after apply',
  },
  'asked for': {
    pattern: /\bask(?:s|ed|ing)? for\b(?! confirmation)|\basked (?:of|about)\b/i,
    instead: 'requests, requires',
    refused: [
      'Asked for; web is pending',
      'the template always asks for an approval',
      'only a plan was asked for',
    ],
    plain: 'Requested. Do not ask for confirmation.',
  },
  'who asks': {
    pattern: /\bwho(?:ever)? ask(?:s|ed)\b/i,
    instead: 'the caller, the requester',
    refused: ['Show who asks', 'whoever asked may not approve'],
    plain: 'Show the caller, with roles and teams',
  },
  wanted: {
    pattern: /\b(?:is|are|was) wanted\b|\bwhat \w+ wants?\b/i,
    instead: 'requested; name it',
    refused: ['File that says what is wanted.', 'what it wants'],
    plain: 'File with the configuration of the environment.',
  },
  'to say yes': {
    pattern: /\bsa(?:y|ys|id) (?:yes|no)\b|\ba yes\b/i,
    instead: 'approve, refuse',
    refused: ['say yes to the plan', 'which of them said no', 'a yes to a plan'],
    plain: 'approve a pending plan and apply it',
  },
  'to let in': {
    pattern:
      /\blets? (?:[\w-]+ ){1,3}in\b(?! (?:the|a|which|its)\b)|\blet in\b|\bgets? in\b(?! (?:the|a)\b)|\bbelieve [\w ]+ who\b/i,
    instead: 'grant access, admit, trust',
    refused: [
      'Let a repository in',
      'the workflow is let in',
      'how the first person gets in',
      'Makes the account believe GitHub Actions who a job is',
    ],
    plain: 'lets it run in the account',
  },
  'to go on': {
    pattern: /\bgo(?:es|ing)? on\b/i,
    instead: 'continue, keep running',
    refused: ['The work goes on', 'may not go on', "'--yes' goes on without asking"],
    plain: 'The run continues.',
  },
  'as it must be': {
    pattern:
      /\bas (?:it|they) (?:must|has to|have to) be\b|\bis not as\b(?! \w+ as\b)|\bas (?:ever|yet|promised)\b/i,
    instead: 'invalid; still',
    refused: [
      'The request is not as it must be.',
      "local.json is not as 'npm start' writes it",
      'refused as ever',
      'a file as yet',
    ],
    plain: 'The request is invalid.',
  },
  'to be had': {
    pattern: /\bbe had\b|\b(?:is|are) to (?:be|have)\b/i,
    instead: 'is available; will be',
    refused: ['The scan is not to be had', 'What cannot be had', 'an environment that is to be changed'],
    plain: 'The scan is not available.',
  },
  'by use': {
    pattern: /\bby (?:time|use)\b/i,
    instead: 'usage-based, fixed price',
    refused: ['nothing by time', 'And by use, in no total'],
    plain: 'Usage-based (not in the total)',
  },
  'of ours': {
    pattern: /\bof (?:ours|yours|theirs|one's own)\b(?! that\b| may\b)|\b(?:yours|ours) alone\b/i,
    instead: 'ours; readable only by you',
    refused: ['about no build of ours', 'is not yours alone', "a root module of one's own"],
    plain: 'your own templates; a team of yours that may operate it too',
  },
  'to stand': {
    pattern: /\bstands? (?:once|twice|alone|in|here|there|beside|for|still|within)\b/i,
    instead: 'appears, is',
    refused: ['the key stands twice in one object', 'it stands in Terraform', 'only stands for it'],
    plain: 'The key appears twice in one object.',
  },
  'alone for only': {
    pattern: /\bthat \w+ alone\b|\bOpenTofu alone\b|\bin [\w.]+(?: \w+)? alone\b|\bfor '[^']*' alone\b/i,
    instead: 'only',
    refused: [
      'a file that OpenTofu alone reads',
      'sensitive in template.yaml alone',
      "this one is for 'pr-7' alone",
    ],
    plain: 'a file that only OpenTofu reads',
  },
  'to lie': {
    pattern: /(?<![\w/-])(?:lies|lie|lay|lays|laid|lain)(?![\w/-])/i,
    instead: 'is, is stored',
    refused: ['A dead letter lies in a queue', 'where states lie', 'where modules are laid'],
    plain: 'The state is stored in the bucket.',
  },
  'old words': {
    pattern: /\banew\b|\bmend(?:s|ed|ing)?\b|\bbears?\b|\bmeanwhile\b|\bbesides\b|\bnought\b|\bin clear\b/i,
    instead: 'again; fix; has; at the same time; in addition to; 0; in plain text',
    refused: [
      'Give it anew',
      'chmod mends that',
      'it bears no tag',
      'came to life meanwhile',
      'needs a key besides',
      'kept in clear',
    ],
    plain: 'Give it again to fix that.',
  },
  'no more': {
    pattern: /\bno more\b(?! than\b)|\b(?:not|nobody|no one) (?:[\w-]+ ){1,5}any more\b/i,
    instead: 'no longer',
    refused: ['the template has it no more', 'CodeBuild does not have the build any more'],
    plain: 'It is no longer in the template; no more than ten.',
  },
  'to come to': {
    pattern: /\bcomes? to\b|\bcame (?:to|out)\b/i,
    instead: 'ends, results in',
    refused: [
      'No sweep came to its end',
      'what it came to',
      'Planning again comes to something else',
      'Everything came out',
    ],
    plain: 'The run ended.',
  },
  'to look whether': {
    pattern: /\blook(?:s|ed|ing)? (?:whether|if|again)\b|\b(?:needs?|without) a look\b|; look\b/i,
    instead: 'check',
    refused: ['look whether it was done', 'it needs a look', 'changed by someone else; look and try again'],
    plain: 'Look for each in the target account.',
  },
  'a thing that tells': {
    pattern:
      /\btells? (?:one|which|where|nothing|it|its|the commit)\b|\bTell where\b|\bgives? no answer\b|\bgave no answer\b/i,
    instead: 'shows, contains, did not respond',
    refused: [
      'if its template tells one',
      'it tells nothing of any environment',
      'the provider gave no answer',
    ],
    plain: 'Its tag, which contains the commit.',
  },
  'without end': {
    pattern: /\bwithout (?:an )?end\b|\blease is over\b/i,
    instead: 'permanent; has ended',
    refused: ['a lease without end', '$4 a month, without an end', 'the lease is over'],
    plain: 'A permanent lease, if the template allows it.',
  },
  'is of': {
    pattern: /\b(?:is|are|was|were) of (?:a|an|the|another|this|one|more|use|none|unknown)\b/i,
    instead: 'belongs to, comes from, has',
    refused: [
      'is of another account than the target',
      'it is of a pull request',
      'Its plan is of an unknown form',
    ],
    plain: 'It is of type string and belongs to another account.',
  },
  'to go with': {
    pattern: /\b(?:go|goes|gone|went) (?:away )?with\b|\bf[ae]lls? away\b|\btak(?:e|es|en|ing) in\b/i,
    instead: 'be combined with; is deleted with; is dropped; imports',
    refused: [
      '--verify cannot go with --follow',
      'gone with its cluster',
      'inputs fall away',
      'it takes in what existed before',
      'logs taken in',
    ],
    plain: '--verify cannot be combined with --follow',
  },
  'not there': {
    pattern: /\b(?:not|none|no longer|nothing) there\b|\bthere any\b|\bstill there\b/i,
    instead: 'does not exist, still exists',
    refused: ['the folder is not there', '2 resources are still there'],
    plain: 'The folder does not exist.',
  },
  'but for except': {
    pattern: /\bbut (?:for|those|what)\b|\bnothing but\b|\bno \w+ but\b|, but `/i,
    instead: 'except',
    refused: ['settings but for the key', 'an input, but `leasehold`', 'no region but `regions`'],
    plain: 'all settings except the key',
  },
  'in all': {
    pattern: /\bin all(?=[.,;:)}]|$)/im,
    instead: 'in total',
    refused: ['at most 7d in all', 'at most 64 MB in all; put a file there'],
    plain: 'in all regions; at most 7d in total',
  },
  'else at a start': {
    pattern: /[;,] else (?!if\b|\{)|\(else /,
    instead: 'otherwise, default:',
    refused: [
      'a version of the template; else the newest',
      'the control plane (else IDP_URL)',
      'remove it, else sign in again',
    ],
    plain: 'a version of the template (default: the newest)',
  },
  'to hold against': {
    pattern: /\b(?:held|holds?) (?:[\w-]+ ){0,3}against\b/i,
    instead: 'compare with',
    refused: ['its image is held against its scan', 'To hold the table against it'],
    plain: 'Compare the table with it.',
  },
  'such as for like': {
    pattern: /\bmust be such as\b|\bwrite it like\b/i,
    instead: 'must look like; Use …',
    refused: ['must be such as templates/web:x', "'7' is no duration; write it like 30m"],
    plain: "'7' is not a duration. Use 30m, 36h, 7d, 2w or 1d12h",
  },
  'an unclassed failure': {
    pattern: /\(unknown\)/,
    instead: 'the class of the failure',
    refused: ['Failed (unknown): it was cancelled'],
    plain: 'of unknown version',
  },
  'a plural for any number': {
    pattern:
      /(?<!\b(?:most|least|all|than|after|first|of|the|last|for) )… (?:resources|environments(?! of)|events|runs|images|tasks|templates|attempts|findings|keys|lives|builds|differences|refusals|lines|addresses|findings|objects)\b/,
    instead: 'counted(number, noun)',
    refused: ['Stopped … tasks of web', '… events of foo, life l.', '… keys in the configuration'],
    plain: 'at most … addresses; … …; 3 resources',
  },
  'one of many': {
    pattern: /\b1 \w+s (?:is|are|were)\b|\b1 \w+ are\b|\w(?<!http)\(s\)/,
    instead: 'the singular for one, the plural for others',
    refused: ['1 resources is still there', '1 resource are left', '3 environment(s) left'],
    plain: '1 resource still exists; 2 resources still exist',
  },
};
