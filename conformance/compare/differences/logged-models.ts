import { bothRefuse, type Difference, mlflowFails, otherWords, weRefuse } from './difference.ts'

/** Differences in logged models. */
export const loggedModelDifferences: readonly Difference[] = [
  {
    id: 'logged-model-blank',
    covers: (met) => weRefuse(met, { endpoint: /^createLoggedModel$/, ours: /Invalid model name \('\s+'\)/ }),
  },
  {
    id: 'logged-model-point',
    covers: ({ atom, real }) =>
      atom.ours === '200' &&
      real.status === 400 &&
      /UNIQUE constraint failed: logged_model_metrics/.test(String(atom.real)),
  },
  {
    id: 'logged-model-params',
    sameEffect: true,
    covers: ({ atom, real }) =>
      atom.at === 'outcome' &&
      atom.ours === '200' &&
      real.status === 400 &&
      /UNIQUE constraint failed: logged_model_params/.test(String(atom.real)),
  },
  {
    id: 'logged-model-param-change',
    covers: (met) =>
      bothRefuse(met, { real: /UNIQUE constraint failed: logged_model_params/, ours: /Changing param values/ }),
  },
  {
    id: 'logged-model-tags-answer',
    covers: ({ endpoint, atom }) => endpoint === 'setLoggedModelTags' && atom.at === 'model' && atom.real === undefined,
  },
  {
    id: 'logged-model-nan',
    covers: ({ atom }) => /metrics\[\d+\]\.value$/.test(atom.at) && atom.real === 0 && atom.ours === 'NaN',
  },
  {
    id: 'logged-model-filter',
    covers: (met) =>
      mlflowFails(met, { endpoint: /^searchLoggedModels$/, ours: /400 INVALID_PARAMETER_VALUE: (?!.*page token)/ }),
  },
  {
    id: 'logged-model-token',
    covers: (met) =>
      mlflowFails(met, { endpoint: /^searchLoggedModels$/, ours: /page token/ }) ||
      otherWords(met, { endpoint: /^searchLoggedModels$/, real: /page token/, ours: /page token/ }),
  },
]
