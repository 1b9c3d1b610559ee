import Button from '@mui/material/Button'
import { Link, type To } from 'react-router'

/** Leads to the code that loads a model. On a phone it has a line of its own, below the name and the stage. */
export const UseButton = ({ to }: { to: To }) => (
  <Button
    component={Link}
    to={to}
    color="inherit"
    sx={{ borderColor: 'divider', order: { xs: 1, sm: 0 }, flex: { xs: '1 0 100%', sm: 'none' } }}
  >
    Use this model
  </Button>
)
