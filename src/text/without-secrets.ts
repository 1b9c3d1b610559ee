/**
 * A text whose addresses lack what lets somebody in: a name and password, or a token in the query. In Azure's schemes
 * the part before “@” is a container.
 */
export function withoutSecrets(text: string): string {
  return text.includes(':/') ? text.replaceAll(/\b[a-z][\w+.-]*:\/\S*/gi, bare) : text
}

const bare = (address: string): string =>
  address
    .replaceAll(/(\b(?!(?:abfs|wasb)s?:)[a-z][\w+.-]*:\/\/)[^\s/?#]*@/gi, '$1')
    .replaceAll(
      /([?&;#])([\w.-]*(?:token|secret|password|passwd|signature|credential|passphrase|api_?key|access_?key)[\w.-]*|sig|pat|pwd|jwt|auth|authorization|key)=[^&;#\s"'<>]*/gi,
      '$1$2=…',
    )
