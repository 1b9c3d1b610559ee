/** The names in a requirements.txt that have no exact version (`==1.4.2`) and no address of their own. */
export function looseRequirements(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('-') && !isExact(line))
    .map((line) => /^[\w.-]+/.exec(line)?.[0] ?? line)
}

/** `name==1.0`, `name[extra]===1.0 ; marker`, `name @ https://…`, or an address or a file. */
function isExact(line: string): boolean {
  const [requirement = ''] = line.split(/\s*;\s/)
  if (/^[\w.-]+(\[[^\]]*\])?\s*@\s*\S/.test(requirement) || /^(\w[\w+.-]*:\/\/|\.{0,2}\/)/.test(requirement))
    return true
  return /^[\w.-]+\s*(\[[^\]]*\])?\s*={2,3}\s*[^\s,*]+$/.test(requirement.replace(/;.*$/, '').trim())
}
