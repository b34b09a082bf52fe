/** What GitHub takes as the text of a comment, in characters: docs.github.com has no number, its API's refusal has this one. */
export const mostCharacters = 65_536;
