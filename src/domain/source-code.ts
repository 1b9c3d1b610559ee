/** Where a repository is looked at in the browser: `git@github.com:team/app.git` → `https://github.com/team/app`. */
export function repositoryLink(repository: string): string | undefined {
  const url = URL.parse(webForm(repository.trim()))
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const path = url.pathname.replace(/(\.git)?\/*$/, '')
  if (/^(vs-)?ssh\.(dev\.azure|visualstudio)\.com$/.test(url.hostname)) {
    const [, organisation, project, name] = /^\/v3\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? []
    return name ? `https://dev.azure.com/${organisation}/${project}/_git/${name}` : undefined
  }
  // Bitbucket Data Center: `/scm/KEY/name`, by ssh without `/scm`.
  const [, project, name] = isOwnBitbucket(url.hostname) ? (/^(?:\/scm)?\/([^/]+)\/([^/]+)$/.exec(path) ?? []) : []
  if (project && name)
    return `${url.origin}/${project.startsWith('~') ? `users/${project.slice(1)}` : `projects/${project}`}/repos/${name}`
  return url.origin + path
}

/** An address of git as one of the web: `ssh://git@host:22/team/app`, `git@host:team/app`, `git+https://…`, `git://…`. */
function webForm(repository: string): string {
  const ssh =
    /^(?:(?:git\+)?ssh:\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/|(?:[\w.-]+@)?([\w.-]+\.[a-z]+):(?!\/))(.+)$/i.exec(
      repository,
    )
  if (!ssh) return repository.replace(/^git\+(?=https?:)/i, '').replace(/^git:/i, 'https:')
  // Hosts for networks that allow no ssh on its own port.
  const host = (ssh[1] ?? ssh[2] ?? '').replace(
    /^(?:ssh\.(?=github\.com$)|altssh\.(?=gitlab\.com$|bitbucket\.org$))/i,
    '',
  )
  return `https://${host}/${ssh[3]}`
}

const isOwnBitbucket = (host: string) => /(^|\.)bitbucket\./.test(host) && host !== 'bitbucket.org'

/** Where a commit is looked at, on the hosts whose addresses are known: GitHub, GitLab, Bitbucket, Azure DevOps, Gitea, Hugging Face and SourceHut. */
export function commitLink(repository: string | undefined, commit: string | undefined): string | undefined {
  const link = repository && commit && /^[0-9a-f]{7,64}$/i.test(commit) ? repositoryLink(repository) : undefined
  const host = link && new URL(link).hostname
  if (!host) return undefined
  if (/(^|\.)bitbucket\./.test(host)) return `${link}/commits/${commit}`
  if (/(^|\.)gitlab\./.test(host)) return `${link}/-/commit/${commit}`
  return /(^|\.)(github|gitea|gitee|forgejo|codeberg)\.|(^|\.)(dev\.azure|visualstudio)\.com$|^(huggingface\.co|git\.sr\.ht)$/.test(
    host,
  )
    ? `${link}/commit/${commit}`
    : undefined
}

/** Where two commits are compared, on the same hosts. */
export function comparisonLink(repository: string | undefined, before: string, after: string): string | undefined {
  const link = commitLink(repository, before) && commitLink(repository, after)
  const [, home, page] = /^(.*?)\/(-\/commit|commits|commit)\/[^/]*$/.exec(link ?? '') ?? []
  if (!home) return undefined
  if (page === '-/commit') return `${home}/-/compare/${before}...${after}`
  if (page === 'commits')
    return isOwnBitbucket(new URL(home).hostname)
      ? `${home}/compare/diff?sourceBranch=${after}&targetBranch=${before}`
      : `${home}/branches/compare/${after}..${before}`
  if (/(^|\.)(dev\.azure|visualstudio)\.com$/.test(new URL(home).hostname))
    return `${home}/branchCompare?baseVersion=GC${before}&targetVersion=GC${after}`
  return `${home}/compare/${before}...${after}`
}
