import { formatUsd } from '@/lib/format'
import { t } from '@/lib/i18n'

export const inWords = (usd: number | undefined) =>
  usd === undefined ? t('spending.none') : formatUsd(usd)
