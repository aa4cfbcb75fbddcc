import type { Axis } from '@/components/charts/radar'
import { currentLocale } from '@/lib/i18n'
import type { Stylometry } from './queries'
import { t } from './sentences'

type Measure = {
  name: () => string
  of: (mean: (feature: string) => number) => number
  from: number
  to: number
}

const marks = ['semicolon', 'colon', 'em_dash', 'exclamation', 'question', 'parenthesis']

/** Eight numbers people can picture, each between what is rarely undercut and rarely exceeded. */
const measures: Measure[] = [
  { name: () => t('voice.axis.length'), of: (mean) => mean('mean_len'), from: 0, to: 35 },
  { name: () => t('voice.axis.variation'), of: (mean) => mean('burstiness'), from: 0, to: 1 },
  { name: () => t('voice.axis.words'), of: (mean) => mean('mean_word_len'), from: 3, to: 6 },
  { name: () => t('voice.axis.variety'), of: (mean) => mean('mattr50'), from: 0.6, to: 0.95 },
  {
    name: () => t('voice.axis.marks'),
    of: (mean) => marks.reduce((sum, mark) => sum + mean(mark), 0),
    from: 0,
    to: 60,
  },
  { name: () => t('voice.axis.self'), of: (mean) => mean('i_rate'), from: 0, to: 80 },
  { name: () => t('voice.axis.reader'), of: (mean) => mean('you_rate'), from: 0, to: 50 },
  {
    name: () => t('voice.axis.contractions'),
    of: (mean) => mean('contraction_rate'),
    from: 0,
    to: 40,
  },
]

export type ShownAxis = Axis & { shown: string[] }

/** The same numbers for the shape (0 to 1) and for the table (as they are). */
export function axesOf(first: Stylometry, second?: Stylometry): ShownAxis[] {
  const all = second ? [first, second] : [first]
  const format = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 2 })
  return measures.map(({ name, of, from, to }) => {
    const numbers = all.map((one) => of((feature) => one.features[feature]?.mean ?? 0))
    return {
      name: name(),
      values: numbers.map((number) => (number - from) / (to - from)),
      shown: numbers.map((number) => format.format(number)),
    }
  })
}
