import { formatUsd } from '@/lib/format'
import { t } from './sentences'

export const inWords = (usd: number | undefined) =>
  usd === undefined ? t('spending.none') : formatUsd(usd)
