import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { Tabs } from './tabs'

function Sample() {
  const [value, setValue] = useState<'one' | 'two' | 'three'>('one')
  return (
    <Tabs
      label="Parts"
      value={value}
      onChange={setValue}
      tabs={[
        { value: 'one', label: 'One', content: <p>First</p> },
        { value: 'two', label: 'Two', content: <p>Second</p> },
        { value: 'three', label: 'Three', content: <p>Third</p> },
      ]}
    />
  )
}

describe('tabs', () => {
  it('are one stop of the tab key and are walked with arrows, Home and End', async () => {
    render(<Sample />)
    await userEvent.tab()
    expect(screen.getByRole('tab', { name: 'One' })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByRole('tabpanel', { name: 'Two' })).toHaveTextContent('Second')
    await userEvent.keyboard('{End}')
    expect(screen.getByRole('tabpanel', { name: 'Three' })).toHaveTextContent('Third')
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByRole('tabpanel', { name: 'One' })).toHaveTextContent('First')
    await userEvent.keyboard('{Home}{Tab}')
    expect(screen.getByRole('tabpanel', { name: 'One' })).toHaveFocus()
  })
})
