import Box from '@mui/material/Box'
import { MOST_LETTERS, MOST_VALUES } from '#contract/find/model-fields.ts'
import { MOST_RUNS, MOST_VERSIONS } from '../../../api/facts/most-read.ts'
import { serverFinds } from '../../../api/search/find-models.ts'
import { Whole } from '../../../ui/text/Whole.tsx'
import { formatCount } from '../../../ui/text/format-count.ts'

const searched = [
  'Of each model: name, description, owner, tags and aliases.',
  `Of its versions: stage, description and tags${serverFinds ? '' : ` (in this registry, of the ${formatCount(MOST_VERSIONS)} versions changed last, and the newest in each stage)`}.`,
  `Of the highest version in Production: flavors, and the first ${MOST_VALUES} params and ${MOST_VALUES} metrics of its run${serverFinds ? '' : ` (of up to ${formatCount(MOST_RUNS)} models)`}.`,
  `Of each text: the first ${formatCount(MOST_LETTERS)} letters.`,
  'Every word must be found somewhere, also as part of another word. A word that occurs nowhere finds those with a typing mistake less.',
].join('\n\n')

/** Opens what the search for words covers. */
export const WhatIsSearched = () => (
  <Box sx={{ alignSelf: 'center', ml: { xs: 2, sm: 4 }, flex: 'none' }} data-screen="">
    <Whole text={searched} what="What is searched" shown="What is searched?" />
  </Box>
)
