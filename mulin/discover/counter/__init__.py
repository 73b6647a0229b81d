"""社区综合服务: residents' affairs handed in once, followed, and answered once."""
