/**
 * A text whose addresses lack what lets somebody in: a name and password, or a token in the query. In Azure's schemes
 * the part before “@” is a container. `${NAME}` stands for a secret that is elsewhere.
 */
export function withoutSecrets(text: string): string {
  return text.includes(':/') ? text.replaceAll(/\b[a-z][\w+.-]*:\/\S*/gi, bare) : text
}

const bare = (address: string): string =>
  address
    .replaceAll(/(\b(?!(?:abfs|wasb)s?:)[a-z][\w+.-]*:\/\/)(?!\$\{\w+\}(?::\$\{\w+\})?@)[^\s/?#]*@/gi, '$1')
    .replaceAll(
      /([?&;#]|\\u0026)([\w.-]*(?:token|secret|password|passwd|signature|credential|passphrase|api[_-]?key|access[_-]?key|subscription-?key|account[_-]?key|private[_-]?key)[\w.-]*|sig|sas|hmac|pat|pwd|jwt|auth|authorization|key)=[^&;#\s"'<>]*/gi,
      '$1$2=…',
    )
