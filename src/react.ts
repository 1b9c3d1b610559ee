// React is in a file of its own (scripts/code-splitting.ts) and runs from it: while an inspector listens, V8 looks up where React makes
// its errors, and reads again every file that is running then. React changes seldom, so browsers keep its file when the app changes.
import 'react'
import 'react/jsx-runtime'
import 'react-dom'
import 'react-dom/client'
