/** What opens over a page, and how a person gets there. */
export type Opener = {
  /** The file that draws it. */
  file: string
  /** The controls to press, by name, or a key. The first gets the focus back. */
  press: readonly (string | RegExp)[]
  /** What is pressed before, such as a row's box. */
  first?: readonly string[]
  /** Its name; of a menu the name of its first entry. */
  opens: string | RegExp
  /** A dialog if not said; popovers are dialogs too. */
  role?: 'menu' | 'listbox' | 'form'
  /** The group of the first control, where others have its name. */
  within?: string
  /** Only beside a table, which is a list of cards on a phone. */
  wide?: true
}

/** The runs, experiments and more that the paths below lead to. */
export type Places = { run: (name: string) => string; loggedModel: string; webhook: string }

/** A page, a text that it shows once loaded, and what opens over it. */
export type OpenersOfPage = { path: string; shows: string; openers: readonly Opener[] }
