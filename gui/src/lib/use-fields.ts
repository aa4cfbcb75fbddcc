import { useRef, useState, type ChangeEvent, type FormEvent } from 'react'

type Values = Record<string, string>
type Errors<V extends Values> = Partial<Record<keyof V, string>>

/**
 * The fields of a small form of texts: judged when sent, from then on with every change, and the first wrong field
 * takes the focus.
 */
export function useFields<V extends Values>(initial: V, judge: (values: V) => Errors<V>) {
  const [values, setValues] = useState(initial)
  const [sent, setSent] = useState(false)
  const [refused, setRefused] = useState<Errors<V>>({})
  const inputs = useRef<Partial<Record<keyof V, HTMLInputElement | null>>>({})
  const errors: Errors<V> = { ...(sent ? judge(values) : {}), ...refused }

  const trimmed = () =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        name === 'password' ? value : value.trim(),
      ]),
    ) as V

  return {
    values,
    errors,
    /** What the server said about single fields; each is forgotten when its field changes. */
    refuse: setRefused,
    /** Starts anew, as for the next of several. */
    clear: () => {
      setValues(initial)
      setSent(false)
      setRefused({})
    },
    field: (name: keyof V & string) => ({
      name,
      value: values[name],
      ref: (input: HTMLInputElement | null) => {
        inputs.current[name] = input
      },
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setValues((old) => ({ ...old, [name]: event.target.value }))
        setRefused((old) => {
          const rest = { ...old }
          delete rest[name]
          return rest
        })
      },
    }),
    onSubmit: (send: (values: V) => void) => (event: FormEvent) => {
      event.preventDefault()
      setSent(true)
      const now = judge(trimmed())
      const first = Object.keys(values).find((name) => now[name] !== undefined)
      if (first === undefined) send(trimmed())
      else inputs.current[first]?.focus()
    },
  }
}
