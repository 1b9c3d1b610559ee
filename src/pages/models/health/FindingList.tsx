import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Finding, Findings } from '../../../domain/health/findings.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { useFew } from '../../../ui/layout/use-few.tsx'
import { formatCount } from '../../../ui/text/format-count.ts'

/** As many as fit in a glance. */
const FEW = 12

type Props = {
  findings: Findings
  /** Beside the title. */
  actions?: ReactNode
}

/** One kind of fault: what to do about it, and where it was found. */
export function FindingList({ findings: { title, advice, found }, actions }: Props) {
  const { shown, button } = useFew(found, FEW)
  return (
    <Section title={`${title} (${formatCount(found.length)})`} actions={actions}>
      <Typography color="textSecondary">{advice}</Typography>
      <Box component="ul" sx={list}>
        {shown.map((finding) => (
          <Item key={`${finding.name}\n${finding.version}`} finding={finding} />
        ))}
      </Box>
      {button}
    </Section>
  )
}

function Item({ finding: { name, version, text } }: { finding: Finding }) {
  return (
    <li>
      <Link component={RouterLink} to={version === undefined ? paths.model(name) : paths.version({ name, version })}>
        <bdi>{name}</bdi>
        {version !== undefined && ` version ${version}`}
      </Link>
      {text !== undefined && (
        <Typography variant="body2" color="textSecondary">
          {text}
        </Typography>
      )}
    </li>
  )
}

/** What was checked and is as it should be. */
export function InOrder({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <Section title="In order">
      <Box component="ul" sx={list}>
        {texts.map((text) => (
          <Box key={text} component="li" sx={{ display: 'flex', gap: 2, color: 'text.secondary' }}>
            <Box component={Check} size={16} aria-hidden sx={{ color: 'success.main', flexShrink: 0, mt: 0.5 }} />
            {text}
          </Box>
        ))}
      </Box>
    </Section>
  )
}

const list = {
  m: 0,
  mt: 3,
  p: 0,
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
  gap: 3,
  '& li': { minWidth: 0, overflowWrap: 'anywhere' },
} as const
