/** Imported late by its own path: of a CommonJS package a bundle gives whoever imports it late no names. */
export { isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
