import type { Locator } from '@playwright/test'

/** What is wrong with the names of controls in a part of the page, as a screen reader says them. */
export async function namesSaidBadly(part: Locator): Promise<string[]> {
  const counts = new Map<string, number>()
  const found: string[] = []
  for (const line of (await part.ariaSnapshot()).split('\n')) {
    const [, role, quoted] = CONTROL.exec(line) ?? []
    if (!role) continue
    const name = (quoted ?? '').trim()
    if (name === '') found.push(`a ${role} without a name`)
    if (/^(.{3,}?)\W*\1$/i.test(name)) found.push(`${role} “${name}” is said twice`)
    counts.set(`${role} “${name}”`, (counts.get(`${role} “${name}”`) ?? 0) + 1)
  }
  return [...found, ...[...counts].filter(([, count]) => count > 1).map(([name, count]) => `${count} × ${name}`)]
}

const CONTROL =
  /^\s*- '?(button|link|textbox|combobox|checkbox|radio|menuitem|menuitemcheckbox|menuitemradio|option|tab|switch|spinbutton|slider)\b(?: "((?:[^"\\]|\\.)*)")?/
