import { Route, Switch } from "wouter";
import { HandOverScreen } from "./HandOverScreen";
import { HAND_OVER } from "./place";
import "./hand-over.css";

/** What stands below `/orders/hand-over`: today, and any other day. */
export function HandOverPlace() {
  return (
    <Switch>
      <Route path={`${HAND_OVER}/:date?`}>
        {({ date }) => <HandOverScreen key={date ?? "today"} date={date ?? null} />}
      </Route>
    </Switch>
  );
}
