/** The fence of the block of code that is open after a line of Markdown, given the one before it; empty outside of such blocks. */
export function fenceAfter(line: string, before: string): string {
  const [, mark = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? []
  if (before === '') return mark.startsWith('`') && rest.includes('`') ? '' : mark // "```a```" is code within a line
  return mark.startsWith(before) && rest.trim() === '' ? '' : before
}
