/** A text that is read part by part, so that no more of it is in memory. No part ends between two halves of a character. */
export class TextInParts {
  readonly parts: Iterable<string>
  constructor(parts: Iterable<string>) {
    this.parts = parts
  }
}
