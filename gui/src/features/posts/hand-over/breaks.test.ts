import { expect, test } from 'vitest'
import { breaksOf, slidesOf } from './breaks'

test('slides that are edited as one text come back as they were, without the cover', () => {
  const pages = [{ image: '' }, { image: '', text: 'One.\n\nTwo.' }, { image: '', text: 'Three.' }]

  const text = breaksOf({ pages, edited: false, glyph_missing: [] })

  expect(text).toBe('One.\n\nTwo.\n---\nThree.')
  expect(slidesOf(text)).toEqual(['One.\n\nTwo.', 'Three.'])
  expect(slidesOf('---\nA -- b\n-----\n\n---\nC')).toEqual(['A -- b', 'C'])
})
