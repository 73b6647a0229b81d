"""Payment channels: what one has to offer (``base``), and those that are offered.

A channel is one file here. ``docs/how-to/add-a-payment-channel.md`` says how WeChat Pay, Alipay
and UnionPay are held against the interface.
"""
