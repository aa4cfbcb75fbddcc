import { describe, expect, it } from 'vitest'
import { endOf, linesOf, namedOf, ticksOf } from './scale'

const points = (...values: (number | undefined)[]) =>
  values.map((value, index) => ({ name: String(index), value }))

describe('an axis', () => {
  it.each([
    [[0.0031, 0.0049], 0.005],
    [[3, 7.2], 10],
    [[21, 24], 25],
    [[100], 100],
    [[0, undefined], 1],
    [[], 1],
  ])('over %j ends at %d', (values, end) => {
    expect(endOf(points(...values))).toBeCloseTo(end, 10)
  })
  it('keeps an end that is given', () => {
    expect(endOf(points(3), 10)).toBe(10)
    expect(ticksOf(10)).toEqual([0, 2.5, 5, 7.5, 10])
  })
})

describe('a line', () => {
  it('has a gap where nothing is known, and a single point stands in the middle', () => {
    const lines = linesOf(points(10, 5, undefined, 0), 10)
    expect(lines.map((line) => line.map(({ y }) => y))).toEqual([[0, 50], [100]])
    expect(lines.flat().map(({ x }) => Math.round(x))).toEqual([0, 33, 100])
    expect(linesOf(points(4), 10)[0]?.[0]?.x).toBe(50)
  })
})

describe('names below', () => {
  it('are thinned evenly without losing the last', () => {
    expect(namedOf(3, 5)).toEqual([0, 1, 2])
    expect(namedOf(8, 5)).toEqual([1, 3, 5, 7])
    expect(namedOf(53, 5)).toEqual([0, 13, 26, 39, 52])
    expect(namedOf(1, 5)).toEqual([0])
    expect(namedOf(0, 5)).toEqual([])
  })
})
