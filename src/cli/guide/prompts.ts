/** Imported late by its own path: only who is asked on a terminal needs it. */
export { log, password, select, text } from '@clack/prompts';
