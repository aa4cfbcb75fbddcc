import { describe, expect, it } from 'vitest'
import { pathForFormerSlug, safeNext } from './addresses'
import { runSearch } from './searches'

describe('where to go after signing in', () => {
  it('keeps own paths with their query', () => {
    expect(safeNext('/w/a/runs/7?view=events')).toBe('/w/a/runs/7?view=events')
  })
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/auth/login',
    7,
    undefined,
  ])('drops %s', (next) => expect(safeNext(next)).toBeUndefined())
})

describe('a former name of a workspace', () => {
  const memberships = [{ slug: 'north', former_slugs: ['old'] }]
  it('leads to the same record under the present one', () => {
    expect(pathForFormerSlug(memberships, 'old', '/w/old/runs/7?view=live')).toBe(
      '/w/north/runs/7?view=live',
    )
  })
  it('is nothing when nobody had it', () => {
    expect(pathForFormerSlug(memberships, 'other', '/w/other/runs')).toBeUndefined()
  })
})

it('broken search parameters fall back to the default', () => {
  expect(runSearch({ view: 'nonsense', visit: 'x', state: 7 })).toEqual({ state: '7' })
  expect(runSearch({ view: 'audits', visit: '2' })).toMatchObject({ view: 'audits', visit: 2 })
})
