import { Route, Switch } from "wouter";
import { paramText } from "~/app/param";
import { ForeignList } from "./ForeignList";
import { ForeignPage } from "./ForeignPage";
import { ELSEWHERE } from "./place";
import "./isp.css";

/** What stands below `/orders/elsewhere`: the list, and an order of an account by its number or by its reference. */
export function ForeignPlace() {
  return (
    <Switch>
      <Route path={`${ELSEWHERE}/:account/no/:order`}>
        {({ account, order }) => (
          <ForeignPage
            key={`${account} ${order}`}
            account={paramText(account)}
            name={{ order: paramText(order) }}
          />
        )}
      </Route>
      <Route path={`${ELSEWHERE}/:account/ref/:reference`}>
        {({ account, reference }) => (
          <ForeignPage
            key={`${account} ${reference}`}
            account={paramText(account)}
            name={{ reference: paramText(reference) }}
          />
        )}
      </Route>
      <Route path={ELSEWHERE}>
        <ForeignList />
      </Route>
    </Switch>
  );
}
