"""Open API (开放接口), version 1: what the public pages say, for machines."""
