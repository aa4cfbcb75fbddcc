import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Fragment } from './fragment'

it('marks found words and shows everything else as text', () => {
  const { container } = render(
    <Fragment html={'Ana&#39;s <mark>meetings</mark> &lt;b&gt;&amp; more&lt;/b&gt;'} />,
  )
  expect(container.textContent).toBe("Ana's meetings <b>& more</b>")
  expect(container.querySelector('mark')?.textContent).toBe('meetings')
  expect(container.querySelector('b')).toBeNull()
})
