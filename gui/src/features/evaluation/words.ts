import { formatNumber } from '@/lib/format'
import { t } from './sentences'

/** A score as it is shown; what is not known is said so. */
export const known = (value: number | undefined) =>
  value === undefined ? t('evaluation.unknown') : formatNumber(value, 2)
