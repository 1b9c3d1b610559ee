import type { Tag } from '#contract/values.ts'
import { type MetricMeaning, metricMeaning, usualName } from './metric-meaning.ts'

// Apart from the names, so that pages need not load the sentences.

/** What a metric means, with the usual sentence where nobody has said another. */
export function wholeMeaning(metric: string, tags: readonly Tag[] | undefined): MetricMeaning {
  const known = metricMeaning(metric, tags)
  const meaning = known.isProposed ? sentences[usualName(metric) ?? ''] : undefined
  return meaning ? { ...known, meaning } : known
}

/** By usual name. */
export const sentences: Record<string, string> = {
  'explained variance': 'Share of the variance that the model explains.',
  'log loss': 'Penalty for confident wrong predictions (cross-entropy).',
  'cross entropy': 'Penalty for confident wrong predictions.',
  'average precision': 'Area under the precision-recall curve.',
  'roc auc': 'Area under the ROC curve: how well the classes are ranked.',
  'pr auc': 'Area under the precision-recall curve.',
  'max error': 'Largest error of all predictions.',
  rmse: 'Root of the mean squared error: large errors count more.',
  rmsle: 'Root of the mean squared error of the logarithms.',
  mse: 'Mean squared error: large errors count more.',
  mae: 'Mean absolute error.',
  mape: 'Mean absolute error as a share of the true value.',
  smape: 'Mean absolute error as a share of true and predicted value.',
  wape: 'Sum of the absolute errors as a share of the sum of the true values.',
  r2: 'Share of the variance that the model explains.',
  accuracy: 'Share of correct predictions.',
  acc: 'Share of correct predictions.',
  precision: 'Share of the predicted positives that are positive.',
  recall: 'Share of the positives that are found.',
  sensitivity: 'Share of the positives that are found.',
  specificity: 'Share of the negatives that are identified as such.',
  f1: 'Harmonic mean of precision and recall.',
  auc: 'Area under the curve: how well the classes are ranked.',
  auroc: 'Area under the ROC curve: how well the classes are ranked.',
  auprc: 'Area under the precision-recall curve.',
  mcc: 'Correlation between predicted and true classes.',
  kappa: 'Agreement beyond chance.',
  iou: 'Overlap of predicted and true areas.',
  dice: 'Overlap of predicted and true areas.',
  map: 'Mean average precision.',
  ndcg: 'Quality of a ranking: the best results should come first.',
  mrr: 'How early the first correct answer appears.',
  bleu: 'Overlap with reference translations.',
  rouge: 'Overlap with reference summaries.',
  logloss: 'Penalty for confident wrong predictions (cross-entropy).',
  brier: 'Mean squared error of predicted probabilities.',
  ece: 'Gap between predicted probability and observed frequency.',
  perplexity: 'How surprised the model is by the text.',
  wer: 'Share of words that are wrong.',
  cer: 'Share of characters that are wrong.',
  loss: 'What training minimizes.',
  error: 'Size of the errors.',
  latency: 'Time per prediction.',
  throughput: 'Predictions per unit of time.',
}
